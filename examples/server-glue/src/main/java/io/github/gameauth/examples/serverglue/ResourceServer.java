// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.examples.serverglue;

import io.github.gameauth.session.BearerHeader;
import io.github.gameauth.verify.TokenVerifier;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.resource.OAuth2ResourceServerConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.BearerTokenErrors;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;

/**
 * A Spring Security resource server that believes our verifier; the same class serves in Spring
 * Boot. Each word of {@code scope} becomes an authority: {@code SCOPE_kick}.
 */
@Configuration
@EnableWebSecurity
public class ResourceServer {
  private static final AuthenticationEntryPoint CHALLENGE =
      new BearerTokenAuthenticationEntryPoint();

  @Bean
  JwtDecoder jwtDecoder(TokenVerifier verifier) {
    return new GameAuthJwtDecoder(verifier);
  }

  @Bean
  SecurityFilterChain players(HttpSecurity http) throws Exception {
    return http.authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers("/admin/**")
                    .hasAuthority("SCOPE_kick")
                    .anyRequest()
                    .authenticated())
        .oauth2ResourceServer(
            server ->
                server
                    .jwt(jwt -> {}) // by the decoder above
                    .bearerTokenResolver(ResourceServer::onlyToken)
                    .protectedResourceMetadata(ResourceServer::metadata)
                    .withObjectPostProcessor(answeringUndecided()))
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(AbstractHttpConfigurer::disable) // nothing rests on cookies
        .build();
  }

  /** Spring itself would take the first of several headers. */
  private static @Nullable String onlyToken(HttpServletRequest request) {
    BearerHeader bearer = BearerHeader.of(Collections.list(request.getHeaders("Authorization")));
    if (bearer.challenge().status() == 400) {
      throw new OAuth2AuthenticationException(
          BearerTokenErrors.invalidRequest("more than one Authorization header"));
    }
    return bearer.token().orElse(null);
  }

  /** RFC 9728: Spring publishes this by itself, and would promise what our verifier refuses. */
  private static void metadata(
      OAuth2ResourceServerConfigurer.ProtectedResourceMetadataConfigurer published) {
    published.protectedResourceMetadataCustomizer(
        it -> it.tlsClientCertificateBoundAccessTokens(false));
  }

  private static ObjectPostProcessor<BearerTokenAuthenticationFilter> answeringUndecided() {
    return new ObjectPostProcessor<>() {
      @Override
      public <F extends BearerTokenAuthenticationFilter> F postProcess(F filter) {
        filter.setAuthenticationFailureHandler(ResourceServer::answer);
        return filter;
      }
    };
  }

  /** An outage is a 503. Left alone, Spring rethrows it, and the container makes it a 500. */
  private static void answer(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
      throws IOException, ServletException {
    if (failure.getCause() instanceof GameAuthJwtDecoder.UndecidedException undecided) {
      response.setStatus(503);
      response.setHeader("Retry-After", RetryAfter.seconds(undecided.retryAfter()));
    } else {
      CHALLENGE.commence(request, response, failure);
    }
  }
}
