#!/bin/sh
# Chromium for the browser tests: what is there, else from Debian's packages, else say what to do.
set -eu
for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing Chromium from the distribution's packages ..."
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null
  exit 0
fi
echo "The browser tests need Chromium, and only root may install it." >&2
echo "Install it (on Debian or Ubuntu: sudo apt-get install chromium) and run make test again." >&2
exit 1
