# The commands of the project; `.ci/run` calls the same ones.

# List the commands
default:
    @just --list

# Format, dependencies (needs cargo-deny), lints, fuzz targets, documentation
check:
    cargo fmt --check
    .ci/rust-versions
    cargo deny check licenses bans sources
    cargo clippy --all-targets -- -D warnings
    cargo clippy --no-default-features -- -D warnings
    cargo check --manifest-path fuzz/Cargo.toml --no-default-features
    RUSTDOCFLAGS="-D warnings" cargo doc --no-deps

# Every test of the project
test:
    cargo test

# Kill, starve, damage and race the program for hours, in all or some scenarios (`just soak kills:: readers::`); the table goes to
# target/soak.md (root tries more)
soak *SCENARIOS:
    QUANWEN_SOAK=1 cargo test --release --test trust -- --nocapture --test-threads 1 {{ SCENARIOS }}

# Every test of the benchmark, which compares on the sample corpus
test-bench:
    cd bench && cargo test --no-default-features

# What README.md begins with, and the example of the library
start:
    cargo run --release -- mentions 行政复议 sample-corpus
    cargo run --release -- mentions 行政复议 sample-corpus --count --verify
    cargo run --example embed

# Review changed snapshots (needs cargo-insta)
snap:
    cargo insta test --review

# Fuzz every target, or those that are named, for some seconds each (needs cargo-fuzz, a nightly toolchain, a C++ compiler)
fuzz seconds="60" *targets:
    fuzz/run {{seconds}} {{targets}}

# Compare the designs of the exact layer on a folder of reports
exact-layer folder="sample-corpus":
    cargo bench --bench exact_layer -- {{folder}}

# Measure quanwen beside other engines on a folder of reports and write docs/BENCHMARKS.md
bench folder:
    bench/run {{folder}}

# Count the instructions of the hot paths (needs valgrind)
instructions folder="sample-corpus":
    bench/instructions {{folder}}

# Score the ranking on judged collections, and without each of its parts (DATA and SCORER as benches/ranking.sh says)
evaluate data="../shared/data/judged" scorer="../shared/tools/score_run.py":
    benches/ranking.sh {{data}} {{scorer}}

# Licences and advisories of the dependencies (needs cargo-deny)
deny:
    cargo deny check

# All that must pass before a change lands
ci:
    bash .ci/run
