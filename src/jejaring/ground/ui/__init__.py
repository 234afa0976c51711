"""How pages look: skeleton, components, icons, charts, forms, gallery."""
