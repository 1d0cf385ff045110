// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.gameauth.secret.Secret;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A player's name in one game, which nobody can connect with their name in another, nor go back
 * from, without the key.
 *
 * <p>A plain hash would not do: ids are few enough to try them all. Each part is preceded by its
 * length, since otherwise {@code lostsk} and {@code yacc-0001} would give what {@code lostsky} and
 * {@code acc-0001} give.
 */
final class PersonaDerivation {
  private static final byte[] LABEL = "ga-persona-v1".getBytes(UTF_8);
  private static final String HMAC = "HmacSHA256";

  private final SecretKeySpec key;
  private final PersonaForm form;

  PersonaDerivation(Secret key, PersonaForm form) {
    this.key = new SecretKeySpec(key.revealBytes(), HMAC);
    this.form = form;
  }

  PersonaId idOf(AccountId account, GameId game) {
    return form.of(digest(game.value().getBytes(UTF_8), account.value().getBytes(UTF_8)));
  }

  private byte[] digest(byte[] game, byte[] account) {
    ByteBuffer message = ByteBuffer.allocate(LABEL.length + 8 + game.length + account.length);
    message.put(LABEL).putInt(game.length).put(game).putInt(account.length).put(account);
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      return mac.doFinal(message.array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA-256 is required of every Java platform", e);
    }
  }
}
