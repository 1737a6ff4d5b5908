#!/usr/bin/env bash
# Fetches the style sheets, scripts and fonts of the web workspace into src/sixpoint_web/vendor, as
# package-lock.json names them. They are others' work and are not committed. Quick when they are
# there.
set -euo pipefail
cd "$(dirname "$0")/.."

vendor=src/sixpoint_web/vendor
stamp=$vendor/.stamp
locked=$(cksum < package-lock.json)
[ -e "$stamp" ] && [ "$(cat "$stamp")" = "$locked" ] && exit 0

bash scripts/system-packages.sh node
mkdir -p build
if command -v flock >/dev/null; then
  exec 9>build/.assets.lock
  flock 9
fi
echo "Fetching style sheets and scripts of the workspace"
npm ci --silent --no-progress --prefer-offline 2>build/npm.log || {
  tail -n 20 build/npm.log >&2
  echo "npm could not fetch them; the whole log is in build/npm.log." >&2
  exit 2
}
design=node_modules/@scottish-government/design-system
roboto=node_modules/@fontsource/roboto
rm -rf "$vendor"
mkdir -p "$vendor/licences"
cp $design/dist/css/design-system.min.css $design/dist/css/design-system.min.css.map "$vendor"
cp $design/dist/scripts/design-system.js "$vendor"
cp node_modules/htmx.org/dist/htmx.min.js "$vendor"
cp $roboto/files/roboto-latin-{400,700}-normal.woff2 "$vendor"
cp $design/LICENSE.txt "$vendor/licences/design-system.txt"
cp $roboto/LICENSE "$vendor/licences/roboto.txt"
cp node_modules/htmx.org/LICENSE "$vendor/licences/htmx.txt"
echo "$locked" > "$stamp"
