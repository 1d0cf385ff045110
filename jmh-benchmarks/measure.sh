#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Measures everything that the README shows, with the JDK that JAVA_HOME names, into
# target/results/<its version>/. Afterwards `…benchmarks.Report` makes tables and charts of it.
#
#   jmh-benchmarks/measure.sh                     all, about half an hour
#   QUICK=1 jmh-benchmarks/measure.sh             about eight minutes, with larger errors, without JMH's
#                                                 own comparison (verify-jmh, mint-jmh)
#   jmh-benchmarks/measure.sh cold mint           these questions alone
#
# Questions: cold threads mint hits memory rejections growth keysets sessions revocations adapters logins
#            srp verify-jmh mint-jmh
#
# Build first: mvn -q -pl jmh-benchmarks -am -DskipTests package

set -eu

module=$(cd "$(dirname "$0")" && pwd)
jar="$module/target/benchmarks.jar"
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
us=io.github.gameauth.benchmarks

[ -f "$jar" ] || { echo "$jar is missing; build first" >&2; exit 1; }

jdk=$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p')
results="$module/target/results/$jdk"
mkdir -p "$results"

# No warnings that the newest JDKs print about libraries; 17 does not know the words.
quiet=
[ "$jdk" -lt 23 ] || quiet='--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED'

if [ -n "${QUICK:-}" ]; then
  ratios='rounds=20 warmup=1000'
  compared='-f 1 -wi 1 -w 1 -i 3 -r 1 -p verifier=GAMEAUTH,GAMEAUTH_BYTES,GAMEAUTH_HIT_BYTES,JAVA_JWT,NIMBUS'
  minters='-f 1 -wi 1 -w 1 -i 3 -r 1 -p minter=GAMEAUTH,NIMBUS'
  alone='-f 1 -wi 1 -w 1 -i 2 -r 1'
  sizes='-p length=515,8192 -p verifier=GAMEAUTH,NIMBUS'
  counts='1 100'
  remembered='1000 100000'
  sessions=1000,100000
else
  ratios='rounds=60 warmup=2500'
  compared='-f 2 -wi 2 -w 1 -i 3 -r 1'
  minters='-f 1 -wi 2 -w 1 -i 4 -r 1'
  alone='-f 1 -wi 2 -w 1 -i 5 -r 1'
  sizes=
  counts='1 10 100'
  remembered='1000 100000 1000000'
  sessions=1000,100000,1000000
fi

say() {
  echo "== $(date +%H:%M:%S) JDK $jdk: $*"
}

program() {
  name=$1
  shift
  # shellcheck disable=SC2086 # words are meant to be split
  "$java" $quiet -Xmx8g -cp "$jar" "$us.$name" "$@"
}

jmh() {
  file=$1
  shift
  # shellcheck disable=SC2086
  "$java" $quiet -jar "$jar" "$@" -foe true -prof gc -rf json -rff "$results/$file.json" \
    > "$results/$file.log" || { tail -40 "$results/$file.log" >&2; exit 1; }
}

commas() {
  echo "$*" | tr ' ' ','
}

cold() {
  for provider in JDK CORRETTO; do
    # shellcheck disable=SC2086
    program Ratios question=VERIFY provider=$provider $ratios json="$results/cold-$provider.json"
  done
}

threads() {
  for provider in JDK CORRETTO; do
    # shellcheck disable=SC2086
    program Ratios question=VERIFY provider=$provider threads=2 $ratios \
      who=GAMEAUTH,GAMEAUTH_BYTES,GAMEAUTH_HIT,GAMEAUTH_HIT_BYTES,FUSIONAUTH,JAVA_JWT,VERTX,NIMBUS \
      json="$results/threads-$provider.json"
    # shellcheck disable=SC2086
    program Ratios question=MINT provider=$provider threads=2 $ratios warmup=500 \
      who=GAMEAUTH,NIMBUS json="$results/mint-threads-$provider.json"
  done
}

mint() {
  for provider in JDK CORRETTO; do
    # shellcheck disable=SC2086
    program Ratios question=MINT provider=$provider $ratios json="$results/mint-$provider.json"
  done
}

verify_jmh() {
  # shellcheck disable=SC2086
  jmh verify 'VerifyBenchmark|[.]FloorBenchmark' -p token=ACCESS -p provider=JDK,CORRETTO $compared
}

mint_jmh() {
  # shellcheck disable=SC2086
  jmh mint 'MintBenchmark|SignFloorBenchmark' -p provider=JDK,CORRETTO $minters
}

hits() {
  # shellcheck disable=SC2086
  jmh hits HitBenchmark -p known="$(commas $remembered)" $alone -jvmArgsAppend -Xmx6g
}

memory() {
  program MemoryPerEntry sessions=$sessions json="$results/memory.json"
}

rejections() {
  # shellcheck disable=SC2086
  jmh rejections RejectionBenchmark $alone
}

growth() {
  # shellcheck disable=SC2086
  jmh sizes TokenSizeBenchmark $sizes $alone
  # shellcheck disable=SC2086
  jmh issuers IssuersBenchmark -p issuers="$(commas $counts)" $alone
  # shellcheck disable=SC2086
  jmh keys 'KeySetSizeBenchmark|JwksCacheBenchmark' -p keys="$(commas $counts)" $alone
}

sessions() {
  # shellcheck disable=SC2086
  jmh sessions SessionBenchmark $alone
}

revocations() {
  # shellcheck disable=SC2086
  jmh revocations RevocationBenchmark $alone
}

adapters() {
  for provider in JDK CORRETTO; do
    # shellcheck disable=SC2086
    program AdapterRatios provider=$provider $ratios json="$results/adapters-$provider.json"
  done
  # shellcheck disable=SC2086
  jmh adapters AdapterBenchmark $alone
}

# The default pool of connections, and one with room for all that are under way
logins() {
  program Logins idle=64 json="$results/logins.json"
}

# AWS's own client for JavaScript beside ours, where there is Node.js to run it
srp() {
  # shellcheck disable=SC2086
  jmh srp SrpBenchmark $alone
  rm -f "$results/srp-npm.json"
  if ! command -v node > /dev/null || ! command -v npm > /dev/null; then
    say "skipped: amazon-cognito-identity-js, since Node.js or npm is missing"
    return
  fi
  cognito="$module/../cognito/src/test"
  home="$module/target/js"
  mkdir -p "$home"
  cp "$cognito/js/aws-client/package.json" "$cognito/js/aws-client/package-lock.json" "$home"
  if ! (cd "$home" && npm ci --ignore-scripts --no-audit --no-fund > npm.log 2>&1); then
    say "skipped: amazon-cognito-identity-js, since npm could not install it; see $home/npm.log"
    return
  fi
  cp "$module/src/main/js/srp.mjs" "$home"
  node "$home/srp.mjs" "$cognito/resources/vectors/cognito-srp/srp-vectors.json" > "$home/result.json"
  mv "$home/result.json" "$results/srp-npm.json"
}

keysets() {
  if [ -n "${QUICK:-}" ]; then
    program KeySets json="$results/keysets.json" threads=PLATFORM
  else
    program KeySets json="$results/keysets.json"
  fi
}

if [ $# -eq 0 ]; then
  set -- cold threads mint hits memory rejections growth keysets sessions revocations adapters logins srp
  [ -n "${QUICK:-}" ] || set -- "$@" verify-jmh mint-jmh
fi

for question in "$@"; do
  say "$question"
  case $question in
    cold | threads | mint | hits | memory | rejections | growth | keysets | sessions | revocations) "$question" ;;
    adapters | logins | srp) "$question" ;;
    verify-jmh) verify_jmh ;;
    mint-jmh) mint_jmh ;;
    *) echo "question: $question (expected: one of those named at the top)" >&2; exit 2 ;;
  esac
done
say "done: $results"
