#!/usr/bin/env bash
# Makes a fresh clone ready: "setup.sh run" for ./run, "test" for ./test, "chaos" for ./chaos, "bench" for ./bench. What is done already is left alone,
# so a second call takes a second. Two at once wait for each other.
set -euo pipefail
target=${1:?usage: eng/setup.sh run|test|chaos|bench}
cd "$(dirname "$0")/.."
. eng/setup/tools.sh
. eng/setup/native.sh
. eng/setup/ahead.sh
. eng/setup/build.sh

# Closed on exec (-o), or a build server that stays would keep the lock. macOS has no flock: there two at once are on their own.
if [ -z "${ORDERS_SETUP_LOCKED:-}" ] && have flock; then
  mkdir -p artifacts
  ORDERS_SETUP_LOCKED=1 exec flock -o artifacts/setup.lock eng/setup.sh "$target"
fi

need_dotnet
need_node
eng/feed/probe.sh
install_postgres
if feed_is_sparse; then install_librdkafka; fi
case $target in
  run) build run Orders.AppHost ;;
  chaos)
    install_fault_tools
    build chaos Orders.Chaos
    ;;
  bench)
    install_peers
    build bench Orders.Bench
    ;;
  test)
    install_fault_tools
    install_test_tools
    install_backup_tools
    install_axe
    build test Orders.sln
    ;;
  *) fail "usage: eng/setup.sh run|test|chaos|bench" ;;
esac
