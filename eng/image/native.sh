#!/usr/bin/env bash
# While an image is built: gathers in /native what librdkafka needs and the chiselled base does not have. That is nothing where
# librdkafka comes from the package feed, with all that it needs inside. On a sparse feed it is the library that eng/setup.sh has
# built on the host, which links to the libraries of a distribution.
set -euo pipefail
cd "$(dirname "$0")/../.."
mkdir -p /native
grep -q '<SparseFeed>true</SparseFeed>' feed.props || exit 0

library=eng/native/librdkafka/node_modules/@confluentinc/kafka-javascript/build/deps/librdkafka.so.1
if [ ! -e "$library" ]; then
  echo "This package feed lacks librdkafka: run 'eng/setup.sh run' first, which builds it on this machine, and then build the images again." >&2
  exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends libcurl4 libsasl2-2 libssl3 libzstd1 liblz4-1 zlib1g >/dev/null
missing=$(ldd "$library" 2>&1 | grep 'not found' || true)
if [ -n "$missing" ]; then
  echo "The librdkafka of this machine does not load in the image: ${missing//$'\n'/;}" >&2
  exit 1
fi
# Those that every base of .NET has are left out; the C library above all must not be there twice.
ldd "$library" | sed -n 's/.* => \(\/[^ ]*\) .*/\1/p' |
  grep -Ev '/(libc|libm|libdl|librt|libpthread|libgcc_s|libstdc\+\+|libssl|libcrypto)\.so' |
  while read -r needed; do
    install -D -m 644 "$needed" "/native/usr/lib/$(uname -m)-linux-gnu/${needed##*/}"
  done
