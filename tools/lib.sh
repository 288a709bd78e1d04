# shellcheck shell=bash
# What the scripts in tools/ share. Source it right after `set -euo pipefail`.

repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
# shellcheck disable=SC2034  # used by those who source this file
pg_bin=/usr/lib/postgresql/15/bin

say() { printf '%s\n' "$*"; }
step() { printf '==> %s\n' "$*"; }
die() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

# The user that owns the private database and runs the services: PostgreSQL refuses root, and the services need no more
# rights. Looked up when asked, for tools/install may have created it a moment ago.
db_user() {
  if ((EUID != 0)); then
    id -un
  elif id -u postgres >/dev/null 2>&1; then
    echo postgres
  else
    echo nobody
  fi
}

# Replaces this (sub)shell by a command run as db_user, so that $! of a background call is the command's own pid.
# The current folder becomes /, for that user may not be able to enter ours: give absolute paths.
exec_as_db_user() {
  local user
  user=$(db_user)
  cd / || exit
  if ((EUID == 0)); then
    exec setpriv --reuid="$user" --regid="$(id -g "$user")" --clear-groups env HOME=/ LC_ALL=C.UTF-8 "$@"
  else
    LC_ALL=C.UTF-8 exec "$@"
  fi
}

as_db_user() { (exec_as_db_user "$@"); }

# process_runs PID_FILE TEXT: the process named on the first line of the file lives and its command line holds TEXT.
# The text matters: after a crash or a restart of the machine the number may belong to a stranger.
process_runs() {
  local pid
  { read -r pid <"$1"; } 2>/dev/null || [[ -n ${pid:-} ]] || return 1
  [[ $pid =~ ^[0-9]+$ && -r /proc/$pid/cmdline ]] || return 1
  tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | grep -qF -- "$2"
}

# build_preset NAME: configures once and builds what the preset builds; ninja runs cmake again by itself when a CMake file
# changes. On a terminal ninja shows its one moving line; elsewhere every 25th step and whatever is not progress.
build_preset() {
  (
    cd "$repo" || exit
    mkdir -p build
    if [[ ! -f build/$1/build.ninja ]]; then
      cmake --preset "$1" >build/configure.log 2>&1 || { cat build/configure.log >&2 && die "cmake failed"; }
    fi
    if [[ -t 1 ]]; then
      cmake --build --preset "$1"
    else
      cmake --build --preset "$1" | awk '
        /^ninja: no work to do/ { next }
        match($0, /^\[[0-9]+\/[0-9]+\] /) {
          split(substr($0, 2), count, /[\/\]]/)
          if (count[1] % 25 && count[1] != count[2]) next
        }
        { print; fflush() }'
    fi
  )
}
build_release() { build_preset release; }

# The services in the order of their ports (tools/up).
# shellcheck disable=SC2034
services=(directory intake routing resolution inspectorate ledger identity)

program_of() { if [[ $1 == donthud ]]; then echo donthud; else echo "donthu-$1"; fi; }
service_runs() { process_runs "$var/run/$1.pid" "$var/run/bin/$(program_of "$1") "; }

# Stops every service that has a pid file, in either mode, and waits: SIGTERM lets them answer what they have accepted.
stop_services() {
  local file name pid
  for file in "$var"/run/*.pid; do
    name=$(basename "$file" .pid)
    if [[ -f $file ]] && service_runs "$name"; then kill -TERM "$(<"$file")"; fi
  done
  for file in "$var"/run/*.pid; do
    [[ -f $file ]] || continue
    name=$(basename "$file" .pid) pid=$(<"$file")
    for ((tries = 0; tries < 300; tries++)); do
      service_runs "$name" || break
      sleep 0.1
    done
    if service_runs "$name"; then die "$name (process $pid) did not stop within 30 seconds"; fi
    rm -f "$file"
  done
}

# Where var/ lies when the tree is under a folder that only root may enter.
outside_var() { echo "/var/lib/donthu-$(printf %s "$repo" | sha256sum | cut -c1-12)"; }

# Sets var to the folder of everything that is not source or build: database, tokens, logs, what the services read.
# The database's user must be able to reach it; where the tree is closed to that user, var/ is a link to outside_var.
make_var() {
  if [[ ! -e $repo/var ]] && ! as_db_user test -x "$repo"; then
    mkdir -p "$(outside_var)"
    ln -sfn "$(outside_var)" "$repo/var"
  fi
  var=$(readlink -f "$repo/var")
  mkdir -p "$var/log"
  chmod 0755 "$var"
}
