// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import java.net.URI;

/** Where an issuer's key set lies. Used by one flight at a time. */
interface KeySetLocation {
  /**
   * The key set's address.
   *
   * @param doubted whether the last address has failed for long
   */
  URI address(boolean doubted) throws KeyFetchException;
}
