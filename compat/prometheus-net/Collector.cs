using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Prometheus;

/// <summary>A metric: a name, a help text, and one child for each combination of label values.</summary>
public abstract partial class Collector
{
    private protected Collector(string name, string help, string[] labelNames)
    {
        Name = ValidName().IsMatch(name)
            ? name
            : throw new ArgumentException($"'{name}' is not a valid name of a metric.", nameof(name));
        Help = help;
        LabelNames = Array.TrueForAll(labelNames, label => ValidName().IsMatch(label) && !label.StartsWith("__", StringComparison.Ordinal))
            ? labelNames
            : throw new ArgumentException($"Not all of these are valid names of labels: {string.Join(", ", labelNames)}.", nameof(labelNames));
        if (labelNames.Distinct(StringComparer.Ordinal).Count() != labelNames.Length)
        {
            throw new InvalidOperationException($"A label is named twice: {string.Join(", ", labelNames)}.");
        }
    }

    public string Name { get; }

    public string Help { get; }

    public string[] LabelNames { get; }

    internal abstract void Write(TextFormat text);

    [GeneratedRegex("^[a-zA-Z_][a-zA-Z0-9_]*$")]
    private static partial Regex ValidName();
}

/// <inheritdoc/>
public abstract class Collector<TChild> : Collector
    where TChild : ChildBase
{
    private readonly ConcurrentDictionary<string[], TChild> _children = new(LabelValueComparer.Instance);
    private readonly ConcurrentDictionary<string[], TChild>.AlternateLookup<ReadOnlySpan<string>> _lookup;
    private TChild? _unlabelled;

    private protected Collector(string name, string help, string[] labelNames)
        : base(name, help, labelNames) =>
        _lookup = _children.GetAlternateLookup<ReadOnlySpan<string>>();

    private protected abstract string Type { get; }

    private protected TChild Unlabelled => Volatile.Read(ref _unlabelled) ?? CreateUnlabelled();

    /// <summary>The child with these label values, in the order of the label names; it is made when it is not there yet.</summary>
    public TChild WithLabels(params string[] labelValues)
    {
        ArgumentNullException.ThrowIfNull(labelValues);
        return WithLabels(labelValues.AsSpan());
    }

    /// <inheritdoc cref="WithLabels(string[])"/>
    public TChild WithLabels(ReadOnlyMemory<string> labelValues) => WithLabels(labelValues.Span);

    /// <inheritdoc cref="WithLabels(string[])"/>
    /// <remarks>Allocates nothing when the child is there.</remarks>
    public TChild WithLabels(ReadOnlySpan<string> labelValues)
    {
        if (labelValues.Length != LabelNames.Length)
        {
            throw new ArgumentException($"{Name} has {LabelNames.Length} labels, not {labelValues.Length}.", nameof(labelValues));
        }

        return _lookup.TryGetValue(labelValues, out var child) ? child : Add(labelValues.ToArray());
    }

    /// <summary>Takes a child out of the export. Whoever still holds it counts for nothing; WithLabels makes a new one.</summary>
    public void RemoveLabelled(params string[] labelValues)
    {
        ArgumentNullException.ThrowIfNull(labelValues);
        _children.TryRemove(labelValues, out _);
        if (labelValues.Length == 0)
        {
            Volatile.Write(ref _unlabelled, null);
        }
    }

    public IEnumerable<string[]> GetAllLabelValues() =>
        _children.Keys.Where(values => values.Length > 0).Select(values => values.ToArray());

    private protected abstract TChild NewChild(string labels);

    internal override void Write(TextFormat text)
    {
        if (LabelNames.Length == 0)
        {
            CreateUnlabelled();
        }

        text.Family(Name, Help, Type);
        foreach (var (_, child) in _children)
        {
            child.Write(text);
        }
    }

    private TChild CreateUnlabelled()
    {
        var child = WithLabels(ReadOnlySpan<string>.Empty);
        Volatile.Write(ref _unlabelled, child);
        return child;
    }

    private TChild Add(string[] labelValues) =>
        _children.GetOrAdd(labelValues, values => NewChild(TextFormat.Labels(LabelNames, values)));
}
