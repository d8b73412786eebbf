package thrum.protocol.json;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/** Writes null as the empty text, for members that are present whatever their value. */
public final class EmptyText extends ValueSerializer<Object> {

  @Override
  public void serialize(Object value, JsonGenerator out, SerializationContext context) {
    out.writeString("");
  }
}
