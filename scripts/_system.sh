# Sourced by test.sh: the two programs that the tests drive for real. Installed with apt where they are
# missing and that is possible, otherwise the tests say what to install.

_apt_install() {
  local apt=(apt-get)
  [ "$(id -u)" = 0 ] || apt=(sudo -n apt-get)
  command -v apt-get >/dev/null 2>&1 && DEBIAN_FRONTEND=noninteractive "${apt[@]}" install -y -qq "$@" >/dev/null 2>&1
}

_need() { # $1: what for; then the packages
  local what="$1"
  shift
  echo "Installing $what with apt, once…"
  _apt_install "$@" || { [ "$(id -u)" = 0 ] && apt-get update -qq && _apt_install "$@"; } ||
    fail "$what is needed by the tests and could not be installed. On Debian: sudo apt-get install $*"
}

need_postgresql() {
  [ -n "${TEST_DATABASE_URL:-}" ] || compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null ||
    command -v initdb >/dev/null 2>&1 || _need PostgreSQL postgresql
}

need_chromium() {
  [ -n "${CHROMIUM:-}" ] || command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 ||
    command -v google-chrome >/dev/null 2>&1 || _need Chromium chromium
}
