// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.access;

import java.util.Optional;

/** What came of looking at a request before anything else. */
public sealed interface EdgeVerdict {
  /**
   * Go on.
   *
   * @param country where the request came from, if that is known and may be believed
   */
  record Passed(Optional<String> country) implements EdgeVerdict {}

  /**
   * Not from here.
   *
   * @param refusal why
   */
  record Refused(AccessRefusal refusal) implements EdgeVerdict {}
}
