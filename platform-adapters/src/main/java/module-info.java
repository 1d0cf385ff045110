// SPDX-License-Identifier: Apache-2.0

/** Proves players of Steam, Xbox, Apple and other platforms. */
module io.github.gameauth.adapters {
  requires io.github.gameauth.core;
  requires static transitive org.jspecify;
}
