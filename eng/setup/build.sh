# Builds only when something has changed. Sourced by eng/setup.sh.

# What the output depends on, and where: paths of the checkout are compiled in.
fingerprint() {
  {
    pwd
    dotnet --version
    cat feed.props
    git ls-files -co --exclude-standard -z -- 'Orders.*' compat frontend samples '*.props' '*.targets' .editorconfig global.json eng/native eng/ahead eng/setup/ahead.sh |
      sort -z | xargs -0 cksum 2>/dev/null || true # a file that is gone is a change too
  } | cksum
}

is_built() {
  local project assembly ahead
  for project in AppHost Gateway Ingestor Producer QueryApi; do
    assembly=Orders.$project/bin/Release/net10.0/Orders.$project.dll
    ahead=artifacts/ahead/Orders.$project.dll
    [ -e "$assembly" ] || return 1
    # A build that is not this one puts back what is not compiled ahead.
    [ ! -e "$ahead" ] || cmp --silent "$ahead" "$assembly" || return 1
  done
  [ "$1" != chaos ] || [ -e Orders.Chaos/bin/Release/net10.0/Orders.Chaos.dll ] || return 1
  [ "$1" != bench ] || [ -e Orders.Bench/bin/Release/net10.0/Orders.Bench.dll ] || return 1
  [ "$1" != test ] || [ -e Orders.Tests/bin/Release/net10.0/Orders.Tests.dll ]
}

# build <stamp> <project or solution>
build() {
  local stamp=artifacts/$1.stamp now
  now=$(fingerprint)
  if is_built "$1" && [ "$(cat "$stamp" 2>/dev/null)" = "$now" ]; then
    return
  fi
  echo "Building"
  mkdir -p artifacts
  rm -f "$stamp"
  # Build servers would stay behind.
  dotnet build "$2" -c Release --nologo -v quiet -clp:NoSummary --disable-build-servers </dev/null ||
    fail "The build failed: see above."
  compile_ahead Orders.{Gateway,Ingestor,Producer,QueryApi}/bin/Release/net10.0/*.dll
  # The peers are given the same.
  if [ "$1" = bench ]; then compile_ahead Orders.Bench/bin/Release/net10.0/{Orders.Bench,Yarp.ReverseProxy}.dll; fi
  echo "$now" >"$stamp"
}
