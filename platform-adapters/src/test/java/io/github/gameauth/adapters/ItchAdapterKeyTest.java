// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gameauth.adapters.ItchAdapter.Settings;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.testing.Answer;
import io.github.gameauth.adapters.testing.PlatformAdapterContract;
import io.github.gameauth.adapters.testing.Refusal;
import io.github.gameauth.adapters.testing.TestPlatforms;
import io.github.gameauth.platform.IdScope;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class ItchAdapterKeyTest implements PlatformAdapterContract<ItchCredential> {
  private static final String ME = "https://itch.io/api/1/key/me";
  private static final String KEY = "0123456789abcdef0123456789abcdef01234567";

  private final TestPlatforms platforms = TestPlatforms.fresh();

  private static ItchCredential key() {
    return ItchCredential.ofKey(Secret.of(KEY));
  }

  @Override
  public TestPlatforms platforms() {
    return platforms;
  }

  @Override
  public PlatformAdapter<ItchCredential> adapter(AdapterContext context) {
    return new ItchAdapter(new Settings(Optional.of(true), Optional.empty()), context);
  }

  @Override
  public String catalogueName() {
    return "itch-token-of-any-game";
  }

  @Override
  public String settingsJson() {
    return "{\"keysTolerated\":true}";
  }

  @Override
  public ItchCredential goodCredential() {
    return key();
  }

  @Override
  public String credentialJson() {
    return "{\"key\":\"" + KEY + "\"}";
  }

  @Override
  public PlatformIdentity identity() {
    return PlatformIdentity.of(ItchAdapter.ITCH, "", "29789", IdScope.GLOBAL).displayName("Pat");
  }

  @Override
  public List<Answer> answers() {
    return List.of(Answer.of(ME, ItchAdapterTest.user()).means(401, "INVALID"));
  }

  @Override
  public List<Refusal<ItchCredential>> refusals() {
    return List.of(
        Refusal.rejected("revoked", key(), Reason.INVALID)
            .answering(ME, 200, "{\"errors\":[\"invalid key\"]}"));
  }

  @Override
  public Map<String, Function<String, ItchCredential>> parts() {
    return Map.of("key", text -> ItchCredential.ofKey(Secret.of(text)));
  }

  @Override
  public List<String> secrets() {
    return List.of(KEY);
  }

  @Test
  void asksWithTheKeyInAHeader() {
    answerWell();

    verdict(platforms.context(), key());

    assertEquals("/itch.io/api/1/key/me", platforms.received().get(0).getUrl());
    assertEquals("Bearer " + KEY, platforms.received().get(0).getHeader("Authorization"));
  }
}
