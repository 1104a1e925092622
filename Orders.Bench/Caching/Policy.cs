namespace Orders.Bench.Caching;

/// <summary>A way to choose what leaves a cache that is full. Sizes are in bytes, and an object's never changes.</summary>
internal abstract class Policy(long capacity)
{
    public long Capacity => capacity;

    /// <summary>Asks for an object, and takes it in when it was not there.</summary>
    /// <returns>Whether it was there.</returns>
    public abstract bool Ask(int key, int size);
}
