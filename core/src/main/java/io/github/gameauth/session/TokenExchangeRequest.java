// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import io.github.gameauth.secret.Secret;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A request to exchange a token, as it comes to a token endpoint. The endpoint is the host's; here
 * is what reads its form.
 *
 * @param subjectToken what the player brought
 * @param subjectTokenType what that is, see {@link TokenTypes}
 * @param actorToken who acts for the player, if somebody does
 * @param actorTokenType what that is; there exactly if {@code actorToken} is
 * @param audience whom the new token shall be for
 * @param resource the same, as a URI
 * @param scope what the new token shall allow
 * @param clientId the client, if the form names it
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8693#section-2.1">RFC 8693 §2.1</a>
 */
public record TokenExchangeRequest(
    Secret subjectToken,
    String subjectTokenType,
    Optional<Secret> actorToken,
    Optional<String> actorTokenType,
    Optional<String> audience,
    Optional<String> resource,
    Optional<String> scope,
    Optional<String> clientId) {
  /** The {@code grant_type} of such a request. */
  public static final String GRANT_TYPE = "urn:ietf:params:oauth:grant-type:token-exchange";

  /** The longest token that is read, in characters. */
  public static final int MAX_TOKEN = 32 * 1024;

  private static final int MAX_VALUE = 1024;
  private static final Set<String> TOKENS = Set.of("subject_token", "actor_token");
  private static final Set<String> TARGETS = Set.of("audience", "resource");
  private static final Set<String> ISSUED = Set.of(TokenTypes.ACCESS_TOKEN, TokenTypes.JWT);

  /** What came of reading a form. */
  public sealed interface Parsed {
    /** It is such a request; nothing in it is proven. */
    record Read(TokenExchangeRequest request) implements Parsed {}

    /** It is not; what to tell the client. */
    record Refused(OAuthError error) implements Parsed {}
  }

  /**
   * Reads a form's parameters, decoded, each with all of its values. One that comes twice is
   * refused, one without a value counts as left out, and one that nobody knows is ignored (RFC 6749
   * §3.2). Tokens for several audiences are not issued.
   */
  public static Parsed parse(Map<String, List<String>> form) {
    try {
      return new Parsed.Read(read(single(form)));
    } catch (RefusedException e) {
      return new Parsed.Refused(e.error);
    }
  }

  private static TokenExchangeRequest read(Map<String, String> form) throws RefusedException {
    String grantType = required(form, "grant_type");
    if (!grantType.equals(GRANT_TYPE)) {
      throw new RefusedException(OAuthError.of("unsupported_grant_type"));
    }
    Optional<String> actor = value(form, "actor_token");
    Optional<String> actorType = value(form, "actor_token_type");
    boolean issued = value(form, "requested_token_type").filter(t -> !ISSUED.contains(t)).isEmpty();
    if (actor.isPresent() != actorType.isPresent() || !issued) {
      throw invalid();
    }
    Optional<String> scope = value(form, "scope");
    if (scope.isPresent() && Scopes.parse(scope.get()).isEmpty()) {
      throw new RefusedException(OAuthError.of("invalid_scope"));
    }
    return new TokenExchangeRequest(
        Secret.of(required(form, "subject_token")),
        required(form, "subject_token_type"),
        actor.map(Secret::of),
        actorType,
        value(form, "audience"),
        value(form, "resource"),
        scope,
        value(form, "client_id"));
  }

  private static Map<String, String> single(Map<String, List<String>> form)
      throws RefusedException {
    Map<String, String> single = new HashMap<>();
    for (Map.Entry<String, List<String>> parameter : form.entrySet()) {
      List<String> values = parameter.getValue();
      if (values.size() > 1) {
        throw TARGETS.contains(parameter.getKey())
            ? new RefusedException(OAuthError.of("invalid_target"))
            : invalid();
      }
      if (!values.isEmpty() && !values.get(0).isEmpty()) {
        single.put(parameter.getKey(), values.get(0));
      }
    }
    return single;
  }

  private static String required(Map<String, String> form, String name) throws RefusedException {
    return value(form, name).orElseThrow(TokenExchangeRequest::invalid);
  }

  private static Optional<String> value(Map<String, String> form, String name)
      throws RefusedException {
    Optional<String> value = Optional.ofNullable(form.get(name));
    int most = TOKENS.contains(name) ? MAX_TOKEN : MAX_VALUE;
    if (value.isPresent() && !isFit(value.get(), most)) {
      throw invalid();
    }
    return value;
  }

  /** RFC 6749, appendix A: printable ASCII, whatever the parameter. */
  private static boolean isFit(String value, int most) {
    return value.length() <= most && value.chars().allMatch(c -> c >= ' ' && c < 0x7f);
  }

  private static RefusedException invalid() {
    return new RefusedException(OAuthError.of("invalid_request"));
  }

  /** What the client is told. */
  private static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient OAuthError error;

    private RefusedException(OAuthError error) {
      super(error.error(), null, false, false);
      this.error = error;
    }
  }

  /** {@code TokenExchangeRequest(…)}: all of it is a stranger's. */
  @Override
  public String toString() {
    return "TokenExchangeRequest(…)";
  }
}
