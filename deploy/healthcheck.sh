#!/bin/bash
# Healthy if /readyz on each given port answers 200. Needs nothing but bash.
for port in "$@"; do
  exec 3<> "/dev/tcp/127.0.0.1/$port" || exit 1
  printf 'GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
  read -r _ status _ <&3
  exec 3>&-
  [ "$status" = 200 ] || exit 1
done
