# Compiles the assemblies of the services to machine code beforehand (ReadyToRun). They start sooner, and the first minute of a service is not the
# just-in-time compiler's: it goes on to make what is used most faster than it can be made beforehand. Sourced by eng/setup.sh.

# compile_ahead <assembly>... : replaces what the build has put there. Each is compiled once, however many services have it.
compile_ahead() {
  local compiler frameworks cache=artifacts/ahead assembly
  compiler=$(ahead_compiler) || {
    echo "This machine's package feed has no Microsoft.NETCore.App.Crossgen2: the services are compiled while they run."
    return
  }
  frameworks=$(ahead_frameworks)
  mkdir -p $cache
  echo "Compiling ahead"
  for assembly in "$@"; do
    ahead_one "$compiler" "$frameworks" "$assembly" "$cache/$(basename "$assembly")"
  done
}

# The path of the compiler; fails when the feed does not have it.
ahead_compiler() {
  local project=eng/ahead/compiler.csproj path
  dotnet restore $project -v quiet >/dev/null 2>&1 </dev/null || return 1
  path=$(dotnet msbuild $project -getProperty:Compiler) && [ -x "$path" ] && echo "$path"
}

# The folders of the newest frameworks of .NET 10, the second ASP.NET Core's.
ahead_frameworks() {
  local name
  for name in Microsoft.NETCore.App Microsoft.AspNetCore.App; do
    dotnet --list-runtimes | sed -n "s|^$name \(10\.[^ ]*\) \[\(.*\)\]$|\2/\1|p" | tail -n 1
  done
}

# ahead_one <compiler> <frameworks> <assembly> <cached> : one that cannot be compiled stays as it is, and runs as well.
ahead_one() {
  local compiler=$1 assembly=$3 cached=$4 folder references="" made
  if cmp --silent "$assembly" "$cached"; then return; fi
  made=$(cksum <"$assembly")
  if [ "$made" != "$(cat "$cached.il" 2>/dev/null)" ]; then
    for folder in $2 "$(dirname "$assembly")"; do references="$references -r $folder/*.dll"; done
    # Patterns for the compiler, not for the shell.
    set -f
    # shellcheck disable=SC2086 # a list of words
    (quietly "$assembly could not be compiled ahead" "$compiler" "$assembly" -o "$cached" $references --targetos "$(ahead_system)" --targetarch "$(ahead_processor)" -O) ||
      cp "$assembly" "$cached"
    set +f
    echo "$made" >"$cached.il"
  fi
  cp "$cached" "$assembly"
}

ahead_system() { case $(uname -s) in Darwin) echo osx ;; *) echo linux ;; esac }
ahead_processor() { case $(uname -m) in aarch64 | arm64) echo arm64 ;; *) echo x64 ;; esac }
