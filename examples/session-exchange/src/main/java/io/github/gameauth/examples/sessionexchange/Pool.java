// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.sessionexchange;

import io.github.gameauth.cognito.CognitoIssuer;
import io.github.gameauth.cognito.service.CognitoException;
import io.github.gameauth.secret.Secret;
import java.io.IOException;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** A user pool that players come from. */
interface Pool extends AutoCloseable {
  /** Its id. */
  String id();

  /** The pool, as one whose tokens are believed. */
  CognitoIssuer issuer();

  /** What time it is there. */
  InstantSource clock();

  /** What goes on there in nanoseconds, for whatever is done every so often. */
  LongSupplier ticker();

  /** An id token of the player, not used before. */
  Secret idToken() throws CognitoException, StoppedException, IOException;

  @Override
  void close();
}
