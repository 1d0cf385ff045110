// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.tokenservice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gameauth.examples.tokenservice.Client.Answer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** Two servers of the service on one real PostgreSQL. */
final class PostgresTest {
  @TempDir static Path temp;
  private static EmbeddedPostgres postgres;

  @BeforeAll
  static void start() {
    try {
      postgres = EmbeddedPostgres.start();
    } catch (IOException | IllegalStateException e) {
      throw new TestAbortedException("no PostgreSQL can be started here", e);
    }
  }

  @AfterAll
  static void stop() throws IOException {
    if (postgres != null) {
      postgres.close();
    }
  }

  private static Running server() throws Config.Invalid {
    String configuration =
        """
        {"storage": {"engine": "postgres", "url": "jdbc:postgresql://127.0.0.1:%d/postgres",
                     "user": "postgres", "connections": 5}}"""
            .formatted(postgres.getPort());
    return Running.in(
        temp.resolve("unused"),
        configuration,
        Map.of(
            "GAMEAUTH_STORAGE_PASSWORD",
            "postgres",
            "GAMEAUTH_KEYS_ENCRYPTION",
            "A".repeat(43) + "=",
            "GAMEAUTH_KEYS_PERSONA",
            "B".repeat(42) + "A=",
            "GAMEAUTH_ADMIN_TOKEN",
            Running.OPERATOR));
  }

  private static Answer account(Running server, Answer tokens) {
    return server.players.as(tokens.text("access_token"), "GET", "/account", Map.of());
  }

  @Test
  void servesPlayersFromTwoServersAlike() throws Exception {
    try (Running one = server();
        Running two = server()) {
      Map<String, String> guest = one.players.newGuest();
      Answer tokens = one.players.logIn(guest).expecting(200);

      Answer next = two.players.refresh(tokens.text("refresh_token")).expecting(200);
      Answer elsewhere = two.players.logIn(guest).expecting(200);

      String player = account(one, next).expecting(200).text("player");
      assertEquals(player, account(two, elsewhere).text("player"));
      assertEquals(
          one.players.get("/.well-known/jwks.json").json(),
          two.players.get("/.well-known/jwks.json").json());
      String path = "/admin/games/my-game/players/" + player + "/ban";
      two.operators
          .as(Running.OPERATOR, "POST", path, Map.of("reason_code", "cheating"))
          .expecting(204);
      account(one, next).expecting(401); // at once: it looks at the account
      one.players.refresh(next.text("refresh_token")).expecting(403);
    }
  }
}
