// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.cognitosignin;

import io.github.gameauth.cognito.userpool.TotpQrCode;
import io.github.gameauth.cognito.userpool.TotpSetup;
import io.github.gameauth.secret.Secret;

/** Shows the player what the authenticator app needs, once, and remembers that it did. */
final class PlayersApp {
  private static final String GAME = "My Game";

  private final Transcript transcript;
  private final Player player;
  private boolean bound;

  PlayersApp(Transcript transcript, Player player) {
    this.transcript = transcript;
    this.player = player;
  }

  /** Prints the QR code; the key stands below it for those who cannot scan. */
  void scans(TotpSetup setup) {
    Secret url = setup.otpauthUrl(GAME, player.name());
    transcript.shows(TotpQrCode.of(url).text()); // made here: the key goes to nobody else
    transcript.step("or types in", setup.secret().reveal());
    player.scans(setup);
    bound = true;
  }

  /** The pool asked for its code, so there is one. */
  void isAskedFor() {
    bound = true;
  }

  /** Whether there is one by now. */
  boolean isBound() {
    return bound;
  }
}
