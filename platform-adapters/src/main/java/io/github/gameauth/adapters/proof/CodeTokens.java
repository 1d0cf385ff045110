// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.proof;

import io.github.gameauth.secret.Secret;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a platform gave for a code. Safe to share; prints nothing. */
public final class CodeTokens {
  private final ApiJson answer;

  CodeTokens(ApiJson answer) {
    this.answer = answer;
  }

  /** {@code access_token}, which must be there. */
  public Secret accessToken() throws NotProvedException {
    return answer.token("access_token");
  }

  /** {@code id_token}, which must be there. */
  public Secret idToken() throws NotProvedException {
    return answer.token("id_token");
  }

  /** {@code id_token}, if there is one. */
  public Optional<Secret> maybeIdToken() {
    return answer.maybeToken("id_token");
  }

  /** The scopes that were granted; empty if the platform did not say. */
  public Set<String> scopes() {
    return answer.maybeText("scope").stream()
        .flatMap(scope -> Arrays.stream(scope.split(" ")))
        .filter(scope -> !scope.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Everything that it gave. */
  public ApiJson answer() {
    return answer;
  }

  /** {@code CodeTokens(…)}. */
  @Override
  public String toString() {
    return "CodeTokens(…)";
  }
}
