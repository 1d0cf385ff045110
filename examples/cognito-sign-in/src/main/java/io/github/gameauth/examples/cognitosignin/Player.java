// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.cognitosignin;

import io.github.gameauth.cognito.userpool.TotpSetup;
import io.github.gameauth.secret.Secret;
import java.io.IOException;
import java.time.Duration;

/** Who sits before the screen: one of the story, or the reader. */
interface Player {
  /** The name to sign in with. */
  String name();

  /** The password, of the player's own choice. */
  Secret password();

  /** Where the code goes that confirms the account. */
  String email();

  /** Scans the QR code, or types in the key below it. */
  void scans(TotpSetup setup);

  /** The code that the authenticator app shows now, and has not been used. */
  String appCode() throws IOException;

  /** A code that was sent, or anything else that only the player knows. */
  String answer(String question) throws IOException;

  /** Time goes by, if it can be hurried. */
  void waits(Duration span);
}
