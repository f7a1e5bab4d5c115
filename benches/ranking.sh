#!/usr/bin/env bash
# Gain and cost of each part of the ranking: nDCG@10 / recall@100 and the median time of a query for each judged
# set, with one parameter of index-schema/schema.toml changed at a time, as a table.
#
# usage: benches/ranking.sh DATA SCORER    DATA has SET/corpus.jsonl or a folder SET/reports, whose sections are judged,
#                                          SET/queries*.jsonl and SET/qrels/*.tsv;
#                                          SCORER QRELS RUN prints `nDCG@10 N recall@100 N`
set -euo pipefail
cd "$(dirname "$0")/.."
data=$1 scorer=$2
work=target/ranking
mkdir -p "$work"
cargo build --release --locked --example evaluate

# The qrels of queries-NAME.jsonl are NAME.tsv, those of queries.jsonl test.tsv.
qrels_of() {
    local name
    name=$(basename "$1" .jsonl)
    case $name in
    queries) name=test ;;
    *) name=${name#queries-} ;;
    esac
    echo "$(dirname "$1")/qrels/$name.tsv"
}

row() {
    local name=$1 change=$2 cells="" queries set qrels timing scores documents
    rm -rf "$work/schema"
    cp -r index-schema "$work/schema"
    sed -i -E "$change" "$work/schema/schema.toml"
    for queries in "$data"/*/queries*.jsonl; do
        set=$(dirname "$queries")
        qrels=$(qrels_of "$queries")
        documents=(--corpus "$set/corpus.jsonl")
        if [ -d "$set/reports" ]; then documents=(--reports "$set/reports"); fi
        timing=$(target/release/examples/evaluate "${documents[@]}" --queries "$queries" \
            --run "$work/run.trec" --index "$work/$(basename "$set")" --schema "$work/schema" 2>&1 | tail -1)
        scores=$("$scorer" "$qrels" "$work/run.trec")
        cells+=$(printf ' %s / %s, %s ms |' \
            "$(sed -E 's/.*nDCG@10 0(\.[0-9]+).*|.*nDCG@10 (1\.[0-9]+).*/\1\2/' <<<"$scores")" \
            "$(sed -E 's/.*recall@100 0(\.[0-9]+).*|.*recall@100 (1\.[0-9]+).*/\1\2/' <<<"$scores")" \
            "$(sed -E 's/.*median ([0-9.]+).*/\1/' <<<"$timing")")
    done
    echo "| $name |$cells"
}

header="| |"
for queries in "$data"/*/queries*.jsonl; do
    header+=" $(basename "$(dirname "$queries")")/$(basename "$queries" .jsonl) |"
done
echo "$header"
sed 's/[^|]//g; s/|/|---/g; s/---$//' <<<"$header"
row "everything" ""
row "words alone" 's/^candidates = .*/candidates = 0/'
row "no pairs" 's/^pair = .*/pair = 0.0/'
row "no characters" 's/^character = .*/character = 0.0/'
row "no lead" 's/^lead = .*/lead = 0.0/'
row "no proximity" 's/^nearness = .*/nearness = 0.0/'
row "no citations" 's/^citation = .*/citation = 0.0/'
row "no weight for titles" 's/^titled = .*/titled = 0.0/'
row "no synonyms" 's/^synonym = .*/synonym = 0.0/'
row "all words weigh 1" 's/^(function|question)_word = .*/\1_word = 1.0/'
row "no lift of exact texts" 's/^(verbatim|whole|headed) = .*/\1 = 0.0/'
row "no lift of figures" 's/^figure = .*/figure = 0.0/'
row "names are words" 's/^(named|named_below|named_kind) = .*/\1 = 0.0/'
row "100 candidates" 's/^candidates = .*/candidates = 100/'
row "200 candidates" 's/^candidates = .*/candidates = 200/'
row "400 candidates" 's/^candidates = .*/candidates = 400/'
row "1,000 candidates" 's/^candidates = .*/candidates = 1000/'
