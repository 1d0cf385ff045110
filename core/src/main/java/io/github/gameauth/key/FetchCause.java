// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

/** Why a key set is fetched. The names are the codes that listeners hear. */
enum FetchCause {
  /** There is no set yet. */
  FIRST,
  /** The set will soon be no longer fresh. */
  SCHEDULED,
  /** The set is no longer fresh. */
  EXPIRY,
  /** A token names a key that is not in the set. */
  UNKNOWN_KEY,
  /** The host asked for it. */
  ASKED
}
