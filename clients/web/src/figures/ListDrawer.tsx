import type { ReactNode } from "react";
import { Button, Drawer, Spin } from "antd";
import { Problem } from "@/app/Problem";

interface Props<T> {
  title: string;
  items: T[];
  show: (item: T) => ReactNode;
  // The paged query that brings the items.
  list: {
    error: unknown;
    isLoading: boolean;
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    fetchNextPage: () => unknown;
  };
  onClose: () => void;
}

// What a figure counts, one by one.
export function ListDrawer<T>({ title, items, show, list, onClose }: Props<T>) {
  return (
    <Drawer open title={title} size="large" onClose={onClose}>
      <Problem error={list.error} />
      {list.isLoading && <Spin aria-label="Đang tải" />}
      <ol className="figure-items">
        {items.map((item, index) => (
          <li key={index}>{show(item)}</li>
        ))}
      </ol>
      {list.hasNextPage && (
        <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          Xem tiếp
        </Button>
      )}
    </Drawer>
  );
}
