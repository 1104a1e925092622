namespace Prometheus;

public interface ICollectorChild;

/// <summary>The values of a metric for one combination of label values.</summary>
public abstract class ChildBase : ICollectorChild
{
    private protected ChildBase(string name, string labels)
    {
        Name = name;
        Labels = labels;
    }

    private protected string Name { get; }

    /// <summary>Escaped and joined, without the braces: <c>a="1",b="2"</c>.</summary>
    private protected string Labels { get; }

    internal abstract void Write(TextFormat text);
}
