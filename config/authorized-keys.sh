#!/bin/sh
# 供 OpenSSH 在前时使用：sshd 每遇到一把密钥就问一次，这里让它的持有人只能进入督办。
# For OpenSSH in front: asked for each key; its holder gets into duban and nowhere else.
#
# 装为 /usr/local/bin/duban-authorized-keys（所有者 root，权限 755），在 sshd_config 里只给这一个账户用：
# Installed as /usr/local/bin/duban-authorized-keys (owned by root, mode 755); in sshd_config, for that account alone:
#
#   Match User ACCOUNT
#       AuthorizedKeysFile none
#       AuthorizedKeysCommand /usr/local/bin/duban-authorized-keys %f %t %k
#       AuthorizedKeysCommandUser nobody
#       DisableForwarding yes
printf 'restrict,pty,command="duban attach --socket /run/duban/socket --fingerprint %s" %s %s\n' "$1" "$2" "$3"
