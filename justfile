# The commands of the project; `.ci/run` calls the same ones.

# List the commands
default:
    @just --list

# Format, lints, documentation
check:
    cargo fmt --check
    cargo clippy --all-targets -- -D warnings
    cargo clippy --no-default-features -- -D warnings
    RUSTDOCFLAGS="-D warnings" cargo doc --no-deps

# Every test
test:
    cargo test

# Kill, starve, damage and race the program for hours; the table goes to target/soak.md (root tries more)
soak:
    QUANWEN_SOAK=1 cargo test --release --test trust -- --nocapture --test-threads 1

# Review changed snapshots (needs cargo-insta)
snap:
    cargo insta test --review

# Fuzz the readers and the structure parser, each for some seconds (needs cargo-fuzz and a nightly toolchain)
fuzz seconds="60":
    fuzz/run {{seconds}}

# Compare the designs of the exact layer on a folder of reports
exact-layer folder="sample-corpus":
    cargo bench --bench exact_layer -- {{folder}}

# Measure quanwen beside other engines on a folder of reports and write docs/BENCHMARKS.md (needs ripgrep)
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
