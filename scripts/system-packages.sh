#!/usr/bin/env bash
# Brings the Debian packages that Python cannot, for the parts named:
#   venv     a Python that can make virtual environments
#   pdf      text layout and fonts for the PDF report
#   spark    Java, for those who run on Spark
#   node     Node, which fetches the style sheets and scripts of the web workspace
#   postgresql  the database server that tests of the workspace start for themselves
#   browser  Chromium for browser tests, and tools that read PDF pages
# Where it cannot (no root, no apt) it says what to install and ends with 2.
# Quick when nothing is missing: it only looks at files.
set -euo pipefail

missing=()

need() { # need PACKAGE TEST...: remembers the package unless the test passes
  local package=$1
  shift
  "$@" >/dev/null 2>&1 || missing+=("$package")
}

has_library() { { /sbin/ldconfig -p || ldconfig -p; } 2>/dev/null | grep "$1" >/dev/null; }
has_font() { [ -n "$(find /usr/share/fonts /usr/local/share/fonts "$HOME/.fonts" "$HOME/.local/share/fonts" -iname "$1*.[to]tf" -print -quit 2>/dev/null)" ]; }
has_postgresql() { compgen -G '/usr/lib/postgresql/*/bin/initdb'; }
has_java() { [ -x "${JAVA_HOME:-}/bin/java" ] || command -v java; }
has_browser() {
  [ -n "${SIXPOINT_CHROMIUM:-}" ] && return
  command -v chromium || command -v chromium-browser || command -v google-chrome
}

for part in "$@"; do
  case $part in
    venv)
      need python3-venv "${PYTHON:-python3}" -c 'import ensurepip, venv'
      ;;
    pdf)
      need libpango-1.0-0 has_library libpango-1.0.so.0
      need libpangoft2-1.0-0 has_library libpangoft2-1.0.so.0
      need libharfbuzz-subset0 has_library libharfbuzz-subset.so.0
      need fonts-liberation has_font LiberationSans-Regular
      need fonts-roboto-unhinted has_font Roboto-Regular
      ;;
    spark)
      need openjdk-17-jre-headless has_java
      ;;
    node)
      need nodejs command -v node
      need npm command -v npm
      ;;
    postgresql)
      need postgresql has_postgresql
      ;;
    browser)
      need chromium has_browser
      need poppler-utils command -v pdftotext
      ;;
    *)
      echo "system-packages.sh: no part is called '$part' (venv, pdf, spark, node, postgresql, browser)" >&2
      exit 3
      ;;
  esac
done

[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  mkdir -p build
  if command -v flock >/dev/null; then
    exec 8>build/.system-packages.lock
    flock 8
  fi
  echo "Installing ${missing[*]}"
  log=build/system-packages.log
  if { apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
       apt-get install -y -qq --no-install-recommends "${missing[@]}"; } < /dev/null > "$log" 2>&1; then
    exit 0
  fi
  tail -n 20 "$log" >&2
  echo "apt could not install them; the whole log is in $log." >&2
  exit 2
fi

{
  echo "This machine lacks: ${missing[*]}"
  if command -v apt-get >/dev/null; then
    echo "Run: sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing[*]}"
  else
    echo "These are the names of Debian packages; install what your system calls the same."
  fi
} >&2
exit 2
