#!/usr/bin/env bash
# The whole job on invented data: records to crossing file on the partnership's side, evidence to
# report on the inspectorate's, and each published sentence followed back to its rows.
set -euo pipefail
cd "$(dirname "$0")/.."
demo=build/demo
sixpoint=.venv/bin/sixpoint

rm -rf "$demo"
mkdir -p "$demo"

echo "1. An invented partnership of 20,000 children"
$sixpoint synthesise "$demo/partnership" --truth "$demo/truth" --children 20000 --seed 2014

echo "2. The partnership's side: how good the links are; check, link, measure, and make what may cross; the auditor attacks it before it leaves, and the ledger remembers it"
$sixpoint link "$demo/partnership" --quality --truth "$demo/truth" --quiet
$sixpoint analyse "$demo/partnership" --release 2017-08

echo "3. The inspectorate's side: receive it, draw the records to read"
cp -R examples/invermore "$demo/inspection"
$sixpoint inspect "$demo/inspection" --receive "$demo/partnership/crossing/crossing.zip" --quiet
$sixpoint sample "$demo/inspection"

echo "4. Invented readings and survey answers, true to what was planted"
$sixpoint synthesise --answers "$demo/inspection" --truth "$demo/truth" --seed 2014

echo "5. The report"
$sixpoint inspect "$demo/inspection" --confirm

echo "6. A later framework, other questions, no figures: the report says what it has not"
cp -R examples/invermore-2023 "$demo/invermore-2023"
$sixpoint inspect "$demo/invermore-2023" --confirm --quiet

echo "7. Pages from published facts: two real inspections"
for place in north-lanarkshire-2014 south-ayrshire-2016; do
  cp -R "examples/$place" "$demo/$place"
  $sixpoint inspect "$demo/$place" --quiet
done

echo
echo "The report:    $demo/inspection/out/public/report.html"
echo "A later one:   $demo/invermore-2023/out/public/report.html"
echo "The release:   $demo/inspection/out/public/news-release.md"
echo "Follow it back: $sixpoint trail $demo/inspection --partnership $demo/partnership --all"
