#!/usr/bin/env bash
# Builds the jar twice and compares. The clone must have no uncommitted changes: the jar names its commit.
set -eu
cd "$(dirname "$0")/.."
for build in 1 2; do
  mvn -B -q clean package -DskipTests
  sha256sum api/target/lotledger.jar | cut -d ' ' -f 1 > "target-of-build-$build"
done
if cmp -s target-of-build-1 target-of-build-2; then echo "equal: $(cat target-of-build-1)"; status=0; else echo "the jars differ"; status=1; fi
rm -f target-of-build-1 target-of-build-2
exit $status
