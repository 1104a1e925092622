#!/usr/bin/env bash
# While an image is built: of the builds of librdkafka that its package brings, leaves the one that loads in the chiselled base. On x64
# the plain one wants libsasl2.so.3, which Ubuntu does not have; the one for CentOS 8 is the same without Kerberos and needs the C
# library alone. Alpine's is for another C library.
set -euo pipefail
for app in "$@"; do
  rm -f "$app/alpine-librdkafka.so"
  if [ -e "$app/centos8-librdkafka.so" ]; then
    mv "$app/centos8-librdkafka.so" "$app/librdkafka.so"
  fi
done
