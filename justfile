# The commands of the project. Those that must pass before a change lands are in `.ci/steps`, which `.ci/run` uses too.

# List the commands
default:
    @just --list

# Format, dependencies (needs cargo-deny), lints, fuzz targets, documentation
check:
    .ci/steps check

# A program without shared libraries for any Linux of this processor, tried in an empty root folder (needs root or user namespaces)
dist:
    dist/build

# Every test of the project
test:
    .ci/steps test

# Kill, starve, damage and race the program for hours, in all or some scenarios (`just soak kills:: readers::`); writes a table to
# target/soak.md (root can run more scenarios)
soak *SCENARIOS:
    QUANWEN_SOAK=1 cargo test --release -p quanwen-cli --test trust -- --nocapture --test-threads 1 {{ SCENARIOS }}

# Start three OpenSearch nodes as one cluster, of each version or of those named, compare every answer, and kill a node while it
# answers and while it is filled (JAVA_HOME: Java 21 or later for 3.9.0)
cluster *VERSIONS:
    cargo run -p quanwen-opensearch --example cluster -- {{ VERSIONS }}

# Every test of the benchmark, on the sample corpus
test-bench:
    .ci/steps bench

# The first commands of README.md, and the example of the library
start:
    .ci/steps start

# Review changed snapshots (needs cargo-insta)
snap:
    cargo insta test --review

# Fuzz every target, or the named ones, for some seconds each (needs cargo-fuzz, a nightly toolchain, a C++ compiler)
fuzz seconds="60" *targets:
    fuzz/run {{seconds}} {{targets}}

# Wrap every report of a folder at random widths: which texts are lost, which come into being?
wrapped folder="sample-corpus" seed="1":
    cargo run --release --example wrapped -- {{folder}} {{seed}}

# Compare the designs of the exact layer on a folder of reports
exact-layer folder="sample-corpus":
    cargo bench --bench exact_layer -- {{folder}}

# Compare quanwen with other engines on a folder of reports and write docs/BENCHMARKS.md
bench folder:
    bench/run {{folder}}

# Compare an index on this machine and a cluster with 0.1, 1 or 10 times the reports of a folder (docs/DISTRIBUTED.md)
timings folder address copies="1":
    cargo run --release -p quanwen-opensearch --example timings -- {{folder}} {{address}} {{copies}}

# Count the instructions of the hot paths (needs valgrind)
instructions folder="sample-corpus":
    bench/instructions {{folder}}

# Score the ranking on judged collections, also without each of its parts (DATA and SCORER as in benches/ranking.sh)
evaluate data scorer:
    benches/ranking.sh {{data}} {{scorer}}

# Check licences and advisories of the dependencies (needs cargo-deny)
deny:
    cargo deny --workspace check

# Everything that must pass before a change lands
ci:
    .ci/run

# Also what takes hours: the README's commands in the release profile, the soak, every measurement
full: ci start soak instructions
    bench/run sample-corpus
