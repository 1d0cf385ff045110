// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import static io.github.gameauth.key.CacheFixture.ask;
import static io.github.gameauth.key.CacheFixture.found;
import static io.github.gameauth.key.CacheFixture.unavailable;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Keys of issuers that publish them in another form than RFC 7517. */
final class JwksCacheTranslationTest {
  private final CacheFixture fixture = new CacheFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  /** Their form is a list of keys. */
  private static byte[] keySet(byte[] list) {
    String text = new String(list, UTF_8);
    if (!text.startsWith("[")) {
      throw new IllegalArgumentException("no list");
    }
    return ("{\"keys\":" + text + "}").getBytes(UTF_8);
  }

  private JwksCache cache() {
    return fixture.builder().translated(JwksCacheTranslationTest::keySet).build();
  }

  @Test
  void readsWhatTheTranslationMakes() {
    fixture.upstream.keySet("[" + TestDocuments.json(fixture.issuer.key().jwk()) + "]");

    assertEquals(
        Optional.of(fixture.issuer.kid()), found(ask(cache(), fixture.issuer.kid())).keyId());
  }

  @Test
  void aTranslationThatThrowsMeansThatItIsNoKeySet() {
    fixture.publish();

    unavailable(ask(cache(), fixture.issuer.kid()));

    assertEquals(List.of("FIRST NOT_A_KEY_SET"), fixture.events.outcomes());
  }

  @Test
  void anAnswerThatCannotBeTranslatedLeavesTheKeysAsTheyAre() {
    fixture.upstream.keySet("[" + TestDocuments.json(fixture.issuer.key().jwk()) + "]");
    JwksCache cache = cache();
    ask(cache, fixture.issuer.kid());
    fixture.upstream.keySet("{}");
    fixture.clock.advance(Duration.ofMinutes(9));

    assertEquals(
        Optional.of(fixture.issuer.kid()), found(ask(cache, fixture.issuer.kid())).keyId());
    assertEquals(2, fixture.upstream.requests());
  }
}
