// SPDX-License-Identifier: Apache-2.0

/** Proves players of Steam, Xbox, Apple and other platforms. */
module io.github.gameauth.adapters {
  requires transitive io.github.gameauth.core;
  requires com.fasterxml.jackson.databind;
  requires com.github.benmanes.caffeine;
  requires java.naming;
  requires org.slf4j;
  requires static transitive org.jspecify;

  exports io.github.gameauth.adapters;
  exports io.github.gameauth.adapters.proof;
}
