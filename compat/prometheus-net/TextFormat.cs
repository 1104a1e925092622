using System.Buffers;
using System.Globalization;
using System.Text;

namespace Prometheus;

/// <summary>Writes Prometheus' text format 0.0.4 into memory.</summary>
internal sealed class TextFormat
{
    private readonly ArrayBufferWriter<byte> _buffer = new(16 * 1024);

    public ReadOnlyMemory<byte> Written => _buffer.WrittenMemory;

    /// <summary>Escapes and joins labels, once for each child: <c>a="1",b="2"</c>.</summary>
    public static string Labels(string[] names, string[] values) =>
        string.Join(',', names.Zip(values, (name, value) => $"{name}=\"{Escape(value).Replace("\"", "\\\"", StringComparison.Ordinal)}\""));

    public static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("g", CultureInfo.InvariantCulture),
    };

    public void Family(string name, string help, string type) =>
        Write($"# HELP {name} {Escape(help)}\n# TYPE {name} {type}\n");

    /// <summary>One line. Labels come as <see cref="Labels"/> makes them; the extra one is that of a bucket.</summary>
    public void Sample(string name, string suffix, string labels, string extraLabel, double value)
    {
        Write(name);
        Write(suffix);
        if (labels.Length + extraLabel.Length > 0)
        {
            Write("{");
            Write(labels);
            Write(labels.Length > 0 && extraLabel.Length > 0 ? "," : "");
            Write(extraLabel);
            Write("}");
        }

        Write(" ");
        Write(Number(value));
        Write("\n");
    }

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private void Write(string text) => Encoding.UTF8.GetBytes(text, _buffer);
}
