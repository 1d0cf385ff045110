// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import io.github.gameauth.cognito.service.Refusal;

/** Where a {@link UserPoolSession} keeps its tokens. */
@FunctionalInterface
public interface TokenStore {
  /** Keeps nothing: the session ends with this process. */
  TokenStore NONE = tokens -> {};

  /**
   * Keeps new tokens in place of the old ones, durably: nobody gets to see them before this has
   * returned. An exception leaves them unused; it is tried again with the same tokens. Called by
   * one thread at a time.
   */
  void save(UserPoolTokens tokens);

  /**
   * The session is over, and its tokens are worthless: delete them. Does nothing unless told to. An
   * exception is logged.
   */
  default void ended(Refusal refusal) {}
}
