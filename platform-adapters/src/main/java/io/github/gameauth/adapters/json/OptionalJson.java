// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Empty where the member is absent; a {@code null} is a mistake. */
final class OptionalJson extends StdDeserializer<Optional<?>> implements ContextualDeserializer {
  private static final long serialVersionUID = 1L;

  private final @Nullable JavaType content;

  OptionalJson(@Nullable JavaType content) {
    super(Optional.class);
    this.content = content;
  }

  @Override
  public OptionalJson createContextual(DeserializationContext context, BeanProperty property) {
    return new OptionalJson(context.getContextualType().containedTypeOrUnknown(0));
  }

  @Override
  public Optional<?> deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    return Optional.of(context.readValue(parser, content));
  }

  @Override
  public Object getAbsentValue(DeserializationContext context) {
    return Optional.empty();
  }

  @Override
  public Optional<?> getNullValue(DeserializationContext context) throws JsonMappingException {
    Class<?> expected = content == null ? Optional.class : content.getRawClass();
    throw MismatchedInputException.from(context.getParser(), expected, "null");
  }
}
