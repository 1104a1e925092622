using System.Globalization;
using System.Text;

namespace Orders.Gateway.Operations;

/// <summary>Reads Prometheus' text format 0.0.4, as far as one needs it to draw a chart: samples, without types and help texts.</summary>
internal ref struct PrometheusText
{
    private ReadOnlySpan<char> _line;

    /// <param name="wanted">The names to keep: a service has hundreds of series, of which few are drawn.</param>
    /// <returns>Null when it is not that format.</returns>
    public static IReadOnlyList<MetricSample>? Parse(ReadOnlySpan<char> text, IReadOnlySet<string> wanted)
    {
        var samples = new List<MetricSample>();
        foreach (var line in text.EnumerateLines())
        {
            var trimmed = line.Trim(" \t");
            if (trimmed.IsEmpty || trimmed[0] == '#')
            {
                continue;
            }

            var reader = new PrometheusText { _line = trimmed };
            if (!reader.TryReadSample(out var sample))
            {
                return null;
            }

            if (wanted.Contains(sample.Name))
            {
                samples.Add(sample);
            }
        }

        return samples;
    }

    private bool TryReadSample(out MetricSample sample)
    {
        sample = null!;
        var whole = _line;
        if (!TryReadName(out var name) || !TryReadLabels(out var labels))
        {
            return false;
        }

        var series = whole[..^_line.Length].TrimEnd(" \t").ToString();
        if (!TryReadValue(out var value))
        {
            return false;
        }

        sample = new MetricSample(series, name, labels, value);
        return true;
    }

    private bool TryReadName(out string name)
    {
        var length = 0;
        while (length < _line.Length && (char.IsAsciiLetterOrDigit(_line[length]) || _line[length] is '_' or ':'))
        {
            length++;
        }

        name = _line[..length].ToString();
        _line = _line[length..];
        return length > 0 && !char.IsAsciiDigit(name[0]);
    }

    private bool TryReadLabels(out IReadOnlyList<KeyValuePair<string, string>> labels)
    {
        labels = [];
        Skip(" \t");
        if (!TrySkip('{'))
        {
            return true;
        }

        var read = new List<KeyValuePair<string, string>>();
        labels = read;
        while (true)
        {
            Skip(" \t");
            if (TrySkip('}'))
            {
                return true;
            }

            if (!TryReadName(out var name) || !TryReadLabelValue(out var value))
            {
                return false;
            }

            read.Add(new(name, value));
            Skip(" \t");
            if (!TrySkip(',') && _line is not ['}', ..])
            {
                return false;
            }
        }
    }

    private bool TryReadLabelValue(out string value)
    {
        value = "";
        Skip(" \t");
        if (!TrySkip('='))
        {
            return false;
        }

        Skip(" \t");
        if (!TrySkip('"'))
        {
            return false;
        }

        var text = new StringBuilder();
        while (!_line.IsEmpty)
        {
            var next = _line[0];
            _line = _line[1..];
            if (next == '"')
            {
                value = text.ToString();
                return true;
            }

            if (next == '\\' && !_line.IsEmpty)
            {
                next = _line[0] == 'n' ? '\n' : _line[0];
                _line = _line[1..];
            }

            text.Append(next);
        }

        return false;
    }

    // What follows the value is a timestamp, which our services do not write.
    private bool TryReadValue(out double value)
    {
        Skip(" \t");
        var end = _line.IndexOfAny(' ', '\t');
        var text = end < 0 ? _line : _line[..end];
        switch (text)
        {
            case "+Inf" or "Inf":
                value = double.PositiveInfinity;
                return true;
            case "-Inf":
                value = double.NegativeInfinity;
                return true;
            default:
                return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
        }
    }

    private void Skip(ReadOnlySpan<char> white) => _line = _line.TrimStart(white);

    private bool TrySkip(char expected)
    {
        if (_line.IsEmpty || _line[0] != expected)
        {
            return false;
        }

        _line = _line[1..];
        return true;
    }
}
