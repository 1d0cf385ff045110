// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.claim;

import io.github.gameauth.token.Claims;
import io.github.gameauth.token.Rejection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Wants the token to grant scopes: {@code scope}, a text of names with a space between.
 *
 * <p>Objects with {@code CLAIM(scope)}. Immutable and safe to share.
 *
 * @param wanted the scopes asked for, at least one
 * @param all whether all of them must be granted, rather than any
 * @param listAllowed whether {@code scope} may also be a list of texts, as some issuers write it;
 *     its elements are then taken whole
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8693#section-4.2">RFC 8693 §4.2</a>
 */
public record ScopePolicy(Set<String> wanted, boolean all, boolean listAllowed)
    implements ClaimPolicy {
  private static final Optional<Rejection> MISSING =
      Optional.of(Rejection.ofClaim("scope", "scope is missing or has the wrong form"));
  private static final Optional<Rejection> NOT_GRANTED =
      Optional.of(Rejection.ofClaim("scope", "scope does not grant what is required"));

  /**
   * Copies the scopes.
   *
   * @throws IllegalArgumentException if there is none, or one could not be written into a token
   */
  public ScopePolicy {
    wanted = Configured.texts("scope", wanted);
    for (String scope : wanted) {
      if (!scope.chars().allMatch(ScopePolicy::isScopeCharacter)) {
        throw new IllegalArgumentException(
            "scope: " + scope + " (expected: printable ASCII without space, quote, backslash)");
      }
    }
  }

  /** RFC 6749 §3.3. */
  private static boolean isScopeCharacter(int c) {
    return c > 0x20 && c < 0x7f && c != '"' && c != '\\';
  }

  /** Wants each of these scopes. */
  public static ScopePolicy allOf(String... scopes) {
    return new ScopePolicy(Configured.set("scope", scopes), true, false);
  }

  /** Wants at least one of these scopes. */
  public static ScopePolicy anyOf(String... scopes) {
    return new ScopePolicy(Configured.set("scope", scopes), false, false);
  }

  /** The same, and {@code scope} may be a list of texts as well. */
  public ScopePolicy orList() {
    return new ScopePolicy(wanted, all, true);
  }

  @Override
  public boolean changesWithTime() {
    return false;
  }

  @Override
  public Optional<Rejection> objectionTo(Claims claims, Instant now) {
    Optional<List<String>> granted = claims.text("scope").map(text -> List.of(text.split(" ")));
    if (granted.isEmpty() && listAllowed) {
      granted = claims.texts("scope");
    }
    return granted.isEmpty() ? MISSING : objectionTo(granted.get());
  }

  private Optional<Rejection> objectionTo(List<String> granted) {
    boolean enough =
        all ? granted.containsAll(wanted) : wanted.stream().anyMatch(granted::contains);
    return enough ? Optional.empty() : NOT_GRANTED;
  }
}
