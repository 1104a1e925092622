# What has to be on the machine, and how to get it. Sourced by eng/setup.sh.

fail() {
  echo "$1" >&2
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

need_dotnet() {
  have dotnet || fail "The .NET 10 SDK is missing: install it from https://dotnet.microsoft.com/download and put dotnet into PATH."
  # global.json asks for 10.0; with other SDKs alone this fails.
  dotnet --version >/dev/null 2>&1 || fail "The .NET 10 SDK is missing (there is only $(dotnet --list-sdks | cut -d' ' -f1 | paste -sd' ' -)): install it from https://dotnet.microsoft.com/download."
}

need_node() {
  if ! have node || ! have npm; then
    fail "Node.js 20 or later with npm is missing: install it from https://nodejs.org or with your package manager (Debian: apt-get install nodejs npm)."
  fi
  [ "$(node -p 'parseInt(process.versions.node)')" -ge 20 ] || fail "Node.js $(node --version) is too old: version 20 or later is needed, from https://nodejs.org."
}

# need_packages <what for> <Debian package>... : installs what is missing when that is possible.
need_packages() {
  local purpose=$1 package missing=""
  shift
  if ! have dpkg-query || ! have apt-get; then
    echo "No apt on this system: if the next step fails, install for $purpose what Debian calls $*." >&2
    return
  fi
  for package in "$@"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing="$missing $package"
  done
  [ -n "$missing" ] || return 0
  [ "$(id -u)" = 0 ] || fail "For $purpose some packages are missing: sudo apt-get install -y --no-install-recommends$missing"
  echo "Installing for $purpose:$missing"
  export DEBIAN_FRONTEND=noninteractive
  # shellcheck disable=SC2086 # a list of words
  quietly "apt-get could not install$missing" sh -c 'apt-get update && apt-get install -y --no-install-recommends "$@"' sh $missing
}

# quietly <what to say if it fails> <command>... : shows the command's output only then.
quietly() {
  local complaint=$1 log
  shift
  log=$(mktemp)
  if ! "$@" >"$log" 2>&1 </dev/null; then
    tail -n 40 "$log" >&2
    rm -f "$log"
    fail "$complaint: see above."
  fi
  rm -f "$log"
}

install_test_tools() {
  if ! have chromium && ! have google-chrome; then
    need_packages "the tests of the page" chromium
  fi
  have prometheus || need_packages "the tests of metrics, rules and alerts" prometheus
  # Newer releases of Debian have it in a package of its own.
  have promtool || need_packages "the tests of metrics, rules and alerts" promtool
}

install_fault_tools() {
  have faketime || need_packages "faults of the clock" faketime
  have strace || need_packages "faults of the disk" strace
}

install_peers() {
  need_packages "the measurements" wrk nginx-light rsyslog rsyslog-kafka rsyslog-pgsql postgresql postgresql-contrib
}

install_backup_tools() {
  have_backup_tools || need_packages "the tests of backup and restore" postgresql
  have_backup_tools || fail "The tests of backup and restore need PostgreSQL's server and client programs (initdb, pg_basebackup, pg_dump): install them, and put them into PATH."
}

# A server and tools of one version; Debian keeps each version's in a folder of its own.
have_backup_tools() {
  local bin
  for bin in /usr/lib/postgresql/*/bin; do
    [ ! -x "$bin/initdb" ] || [ ! -x "$bin/pg_basebackup" ] || return 0
  done
  have initdb && have pg_basebackup
}
