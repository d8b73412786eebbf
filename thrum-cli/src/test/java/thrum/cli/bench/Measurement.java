package thrum.cli.bench;

import java.io.IOException;
import java.util.List;

/** Measures some lines of the table in a place whose daemon may or may not run. */
interface Measurement {

  List<Figure> measure(Place place, BenchOptions options) throws IOException;
}
