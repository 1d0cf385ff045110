// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/** The three ways in which an app client proves itself. */
final class ClientSecrets {
  private ClientSecrets() {}

  /** {@code SecretHash} beside the fields, over the user name of the same request. */
  static void checkHashField(TestAppClient client, String userName, Optional<String> hash) {
    checkHash(client, userName, hash, "SecretHash does not match for the client: " + client.id());
  }

  /** {@code SECRET_HASH} among the parameters, over the user name of the same request. */
  static void checkHashParameter(TestAppClient client, String userName, Optional<String> hash) {
    checkHash(client, userName, hash, "Unable to verify secret hash for client " + client.id());
  }

  private static void checkHash(
      TestAppClient client, String userName, Optional<String> hash, String mismatch) {
    if (client.secret().isEmpty()) {
      if (hash.isPresent()) {
        throw ServiceError.notAuthorized(
            "Client " + client.id() + " is configured without secret but SECRET_HASH was received");
      }
      return;
    }
    if (hash.isEmpty()) {
      throw ServiceError.notAuthorized(
          "Client " + client.id() + " is configured with secret but SECRET_HASH was not received");
    }
    byte[] expected =
        SrpNumbers.hmac(
            "HmacSHA256",
            SrpNumbers.utf8(client.secret().get()),
            SrpNumbers.utf8(userName + client.id()));
    String text = Base64.getEncoder().encodeToString(expected);
    if (!MessageDigest.isEqual(SrpNumbers.utf8(text), SrpNumbers.utf8(hash.get()))) {
      throw ServiceError.notAuthorized(mismatch);
    }
  }

  /** The secret itself, as token operations send it. */
  static boolean isRawSecret(TestAppClient client, Optional<String> secret) {
    return client.secret().equals(secret);
  }
}
