#!/usr/bin/env bash
# Asks this machine's package sources, once, whether they carry the packages that not every feed has.
# Writes feed.props (git-ignored), the only thing that decides between a package and its stand-in in compat/.
set -euo pipefail
cd "$(dirname "$0")/../.."
[ -e feed.props ] && exit 0

probe=$(mktemp -d)
trap 'rm -rf "$probe"' EXIT
cp eng/feed/probe.csproj Directory.Packages.props "$probe/"
if output=$(cd "$probe" && dotnet restore probe.csproj 2>&1); then
  sparse=false
elif grep -q 'NU1101' <<<"$output"; then
  sparse=true
else
  echo "The package sources of this machine did not answer ('dotnet nuget list source' lists them):" >&2
  grep -m 3 'error' <<<"$output" >&2 || echo "$output" >&2
  exit 1
fi
printf '<Project>\n  <PropertyGroup>\n    <SparseFeed>%s</SparseFeed>\n  </PropertyGroup>\n</Project>\n' "$sparse" >feed.props
if [ "$sparse" = true ]; then
  echo "Package feed: sparse (no Aspire). The stand-ins in compat/ are used; the Aspire half of Orders.AppHost is not built."
else
  echo "Package feed: full."
fi
