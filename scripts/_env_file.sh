# Sourced by run_stack.sh: a look into .env, which the shop itself reads. It is not run as a shell script:
# a value with a blank or a dollar sign, as people write it there, would be taken for a command.

has_bot_token() {
  [ -n "${TELEGRAM_BOT_TOKEN:-}" ] ||
    grep -Eiqs "^[[:space:]]*(export[[:space:]]+)?TELEGRAM_BOT_TOKEN[[:space:]]*=[[:space:]\"']*[^][:space:]\"'#]" .env
}
