// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.websocketgameserver;

import io.github.gameauth.secret.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What players say: a JSON object of texts, whose {@code type} says which. */
sealed interface FromClient {
  /** The longest text, in characters. */
  int MAX_TEXT = 500;

  /** {@code {"type":"echo","text":…}}: back to whoever said it. */
  record Echo(String text) implements FromClient {}

  /** {@code {"type":"chat","text":…}}: to everybody. */
  record Chat(String text) implements FromClient {}

  /** {@code {"type":"tell","to":…,"text":…}}: to all connections of one player. */
  record Tell(String to, String text) implements FromClient {}

  /** {@code {"type":"who"}}: who is here. */
  record Who() implements FromClient {}

  /** {@code {"type":"renew","token":…}}: a newer token, for a longer lease. */
  record Renew(Secret token) implements FromClient {}

  /** Reads a message; empty if it is none of these, or has one member too many or too few. */
  static Optional<FromClient> read(String json) {
    return Json.texts(json).flatMap(FromClient::of);
  }

  private static Optional<FromClient> of(Map<String, String> members) {
    return switch (members.getOrDefault("type", "")) {
      case "echo" -> has(members, "text").map(all -> new Echo(all.get("text")));
      case "chat" -> has(members, "text").map(all -> new Chat(all.get("text")));
      case "tell" ->
          has(members, "to", "text").map(all -> new Tell(all.get("to"), all.get("text")));
      case "who" -> has(members).map(all -> new Who());
      case "renew" -> has(members, "token").map(all -> new Renew(Secret.of(all.get("token"))));
      default -> Optional.empty();
    };
  }

  /** The same members if they are just these besides the type, none empty, no text too long. */
  private static Optional<Map<String, String>> has(Map<String, String> members, String... names) {
    boolean complete =
        members.size() == names.length + 1 && members.keySet().containsAll(Set.of(names));
    return complete
            && members.values().stream().noneMatch(String::isEmpty)
            && members.getOrDefault("text", "").length() <= MAX_TEXT
        ? Optional.of(members)
        : Optional.empty();
  }
}
