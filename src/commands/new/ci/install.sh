if [ ! -x "$home/bin/prepbook" ]; then
  fetch="curl --fail --silent --show-error --location --retry 3"
  case "$PREPBOOK_FROM" in
  "")
    echo "Say in PREPBOOK_FROM, in CI-FILE, where this job gets prepbook." >&2
    exit 1
    ;;
  *.tar.gz)
    archive="$(mktemp)"
    $fetch --output "$archive" "$PREPBOOK_FROM"
    sum="${PREPBOOK_SHA256:-$($fetch "$PREPBOOK_FROM.sha256" | cut -d ' ' -f 1)}"
    echo "$sum  $archive" | sha256sum --check --strict
    mkdir -p "$home/bin"
    tar -xzf "$archive" -C "$home/bin" --strip-components 1 --wildcards '*/prepbook'
    ;;
  crates.io)
    cargo install --locked --root "$home" --version "=$PREPBOOK_VERSION" prepbook
    ;;
  *)
    cargo install --locked --root "$home" --git "$PREPBOOK_FROM" --tag "v$PREPBOOK_VERSION" prepbook
    ;;
  esac
fi
"$home/bin/prepbook" --version
