// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.adapters.PlatformCatalog;
import io.github.gameauth.examples.tokenservice.Client.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file that the README shows names every platform there is, and the service starts with it. */
final class EveryPlatformTest {
  @TempDir Path temp;

  /** The file, with secrets of the test's own in place of {@code /run/secrets}. */
  private String configuration() throws Exception {
    Path secrets = Files.createDirectory(temp.resolve("secrets"));
    KeyPairGenerator elliptic = KeyPairGenerator.getInstance("EC");
    elliptic.initialize(new ECGenParameterSpec("secp256r1"));
    Files.writeString(
        secrets.resolve("apple-key.p8"),
        RelyingParty.pem("PRIVATE KEY", elliptic.generateKeyPair().getPrivate().getEncoded()));
    Files.writeString(secrets.resolve("xbox-relying-party.pem"), RelyingParty.pem(temp));
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) 7);
    Files.writeString(secrets.resolve("steam-ticket-key"), HexFormat.of().formatHex(key));
    Files.writeString(
        secrets.resolve("gog-ticket-key"),
        Base64.getUrlEncoder().withoutPadding().encodeToString(key));
    for (String name :
        Set.of(
            "discord-client-secret",
            "facebook-app-secret",
            "google-client-secret",
            "meta-app-secret",
            "steam-publisher-key")) {
      Files.writeString(secrets.resolve(name), "0123456789ABCDEF0123456789ABCDEF\n");
    }
    return Files.readString(Path.of(System.getProperty("basedir", "."), "platforms.json"))
        .replace("/run/secrets", secrets.toString());
  }

  @Test
  void namesEveryPlatformAndStarts() throws Exception {
    String json = configuration();
    Config config = Config.read(json, Map.of(), temp);

    assertEquals(
        PlatformCatalog.standard().names(),
        config.adapters().stream().map(AdapterConfig::name).collect(toSet()));
    try (Running running = Running.in(temp.resolve("data"), json)) {
      Answer answer =
          running
              .players
              .logIn(
                  Map.of(
                      "subject_token",
                      "{}",
                      "subject_token_type",
                      "https://id.example.test/token-type/nobody"))
              .expecting(400);

      for (String type : Set.of("xbox", "steam-encrypted-ticket", "studio", "publisher")) {
        assertTrue(
            answer.text("error_description").contains("/token-type/" + type),
            answer.response().body());
      }
    }
  }
}
