// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.testing;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.github.gameauth.platform.PlatformVerdict.Cause;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.testing.TestUpstream;
import java.util.ArrayList;
import java.util.List;

/**
 * A login that does not succeed, by the platform's documentation.
 *
 * @param name what is wrong, as a sentence
 * @param credential what the player brings
 * @param answers what the platform answers instead of the good answers
 * @param verdict the name of the reason or cause
 */
public record Refusal<C>(String name, C credential, List<At> answers, String verdict) {
  /** An answer at a place. */
  record At(String url, ResponseDefinitionBuilder response) {}

  /** Rejected, while the platform answers as it would for a good credential. */
  public static <C> Refusal<C> rejected(String name, C credential, Reason reason) {
    return new Refusal<>(name, credential, List.of(), reason.name());
  }

  /** Undecided, while the platform answers as it would for a good credential. */
  public static <C> Refusal<C> undecided(String name, C credential, Cause cause) {
    return new Refusal<>(name, credential, List.of(), cause.name());
  }

  /** The same where the platform answers this. */
  public Refusal<C> answering(String url, ResponseDefinitionBuilder response) {
    List<At> more = new ArrayList<>(answers);
    more.add(new At(url, response));
    return new Refusal<>(name, credential, more, verdict);
  }

  /** The same where the platform answers this by JSON with a status. */
  public Refusal<C> answering(String url, int status, String json) {
    return answering(url, TestUpstream.json(json).withStatus(status));
  }
}
