#!/bin/sh
# 供 OpenSSH 在前时使用：sshd 每遇到一把密钥就问一次，这里让它的持有人只能进入督办。
# For OpenSSH in front: asked for each key; its holder gets into duban and nowhere else.
#
#   AuthorizedKeysCommand /usr/local/bin/duban-authorized-keys %f %t %k
#   AuthorizedKeysCommandUser nobody
printf 'restrict,pty,command="duban attach --fingerprint %s" %s %s\n' "$1" "$2" "$3"
