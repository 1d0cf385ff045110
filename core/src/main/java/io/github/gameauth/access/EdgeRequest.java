// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.access;

import java.util.List;

/** The headers of the request that a player's words came with, whichever HTTP server one has. */
@FunctionalInterface
public interface EdgeRequest {
  /** A request without headers, as of a player on a socket of one's own. */
  EdgeRequest NONE = name -> List.of();

  /** Every value of the header of that name, whatever its case; empty if there is none. */
  List<String> header(String name);
}
